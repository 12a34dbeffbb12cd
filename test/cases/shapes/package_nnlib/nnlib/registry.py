REGISTRY = {}


def register(cls):
    REGISTRY[cls.__name__.lower()] = cls
    return cls


def make(name, *args, **kwargs):
    if isinstance(name, str):
        return REGISTRY[name.lower()](*args, **kwargs)
    return name
