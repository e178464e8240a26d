"""What the server does around and beside the pages."""
