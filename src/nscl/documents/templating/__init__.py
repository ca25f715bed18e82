"""The province's own DOCX templates: forms with their fields, good ones that come with the system, and versions.

A room declares what it prints in its `AppConfig.ready`: `registry.register(Form(...))`; it fills with
`filler.fill(form, values, province)`, which takes the province's template in use or the one that comes with the form.
"""
