"""Pure rules of this room: values in, a result with its reason out."""
