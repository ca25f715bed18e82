"""Standards and technical regulations; the register comes here. It knows nothing of enterprises or plans."""
