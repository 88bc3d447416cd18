"""Small words for templates. Loaded everywhere."""

from django import template

register = template.Library()
