"""Small pieces the pages and dialogs are made of."""
