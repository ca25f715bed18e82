"""Tags and filters that every template has without loading them (settings: `builtins`)."""

from django import template

from nscl.foundation.templatetags import assets, components, history, icons, rich, words

register = template.Library()
for library in (assets.register, components.register, history.register, icons.register, rich.register, words.register):
    register.tags.update(library.tags)
    register.filters.update(library.filters)
