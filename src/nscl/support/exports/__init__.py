"""What is taken away: workbooks and official papers, in Vietnamese whoever makes them."""
