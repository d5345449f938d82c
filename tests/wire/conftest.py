"""Properties are tried without a clock: a busy machine is no finding."""

from hypothesis import settings

settings.register_profile("truthloop", deadline=None, database=None)
settings.load_profile("truthloop")
