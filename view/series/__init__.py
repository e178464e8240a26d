"""The page where people look at a series that was found without a catalog: its points, its name, whether it is one."""
