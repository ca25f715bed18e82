"""Legal texts, the province's documents and the files behind them."""
