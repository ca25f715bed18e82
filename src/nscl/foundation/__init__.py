"""What every room stands on: tenancy, audit, transitions, the clock, the embedded database. Knows no noun of the field."""
