"""What every room stands on: tenancy, audit, transitions, the clock, the database. Knows no noun of the field."""
