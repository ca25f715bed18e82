"""The embedded PostgreSQL: the server of an installation that was given no `DATABASE_URL`. Imports no Django."""

from nscl.foundation.postgres.cluster import Cluster, ClusterError
from nscl.foundation.postgres.place import Place, place_for

__all__ = ["Cluster", "ClusterError", "Place", "place_for"]
