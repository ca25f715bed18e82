"""As for amendments: a plan in force, an officer at the screen."""

from nscl.plans.tests.amendments.conftest import amending, at_screen, plan

__all__ = ["amending", "at_screen", "plan"]
