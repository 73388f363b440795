"""Base pages with their tables, forms and filters, and the pages of the mechanics themselves."""
