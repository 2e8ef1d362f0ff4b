"""Imports every module of the named packages, and builds every type."""

import importlib
import pkgutil
import sys

from pydantic import TypeAdapter

for name in sys.argv[1:]:
    package = importlib.import_module(name)
    for module in pkgutil.walk_packages(package.__path__, f"{name}."):
        importlib.import_module(module.name)
    types = importlib.import_module(f"{name}.types")
    for each in types.__all__:
        kind = getattr(types, each)
        TypeAdapter(kind)
        if hasattr(kind, "model_rebuild"):
            kind.model_rebuild()
