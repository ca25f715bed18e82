"""Pages of needs: rounds, what comes into them, the board, and the page that a link opens."""
