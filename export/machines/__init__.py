"""Programs and files of the machine: a browser, an office suite, fonts, zip files, what XML can hold."""
