"""What each expectation looks at, and when it holds. None of them is ever changed to hold."""
