"""What support is given: how much a rule pays so far; policies, calls, dossiers and agreements come here."""
