"""What a province knows of an enterprise: its size by law so far; its profile, figures and certificates come here."""
