"""Where a driver of Selenium's is: on the page, or in which frame."""
