"""Where allauth's registry looks for this room's provider of sign-on."""

from nscl.accounts.signin.oidc import SignOnProvider

provider_classes = [SignOnProvider]
