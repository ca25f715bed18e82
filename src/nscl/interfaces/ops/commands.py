"""Commands that need the database: each opens it, does one thing, closes it."""

from __future__ import annotations

import argparse

from nscl.interfaces.ops import installation, serve


def run(options: argparse.Namespace) -> int:
    if options.command == "restore":
        from nscl.interfaces.ops import backups

        return backups.restore(options)
    with installation.database():
        if options.command == "django":
            from django.core.management import execute_from_command_line

            execute_from_command_line(["nscl django", *options.arguments])
            return 0
        if options.command == "worker":
            import django

            django.setup()
            from nscl.foundation.jobs import worker

            return worker.main()
        if options.command == "audit":
            import django

            from nscl.interfaces.ops import audit_trail

            django.setup()
            return audit_trail.run(options)
        if options.command == "files":
            import django

            from nscl.interfaces.ops import files

            django.setup()
            return files.run(options)
        if options.command == "backup":
            from nscl.interfaces.ops import backups

            return backups.make(options)
        serve.prepare(demo_too=options.command in ("plan", "counts", "entitlement"))
        if options.command == "entitlement":
            from nscl.interfaces.ops import entitlement

            return entitlement.run(options)
        if options.command == "counts":
            from nscl.interfaces.ops import counts

            return counts.run(options)
        if options.command == "demo":
            from nscl.interfaces.ops import demo

            demo.load()
            print("\n".join(demo.accounts_to_show()))
        if options.command == "plan":
            from nscl.interfaces.ops import import_plan

            return import_plan.run(options)
        if options.command == "account":
            from nscl.interfaces.ops import account

            return account.run(options)
        if options.command == "communes":
            from nscl.interfaces.ops import import_communes

            return import_communes.run(options)
        if options.command == "industries":
            from nscl.interfaces.ops import import_industries

            return import_industries.run(options)
    return 0
