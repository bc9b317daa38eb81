"""What each planned action does in the page."""
