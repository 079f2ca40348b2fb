"""For those who start gunicorn themselves: `gunicorn -c python:service.runtime.gunicorn_conf`."""

from service.runtime.server import APPLICATION, options
from service.settings import load

wsgi_app = APPLICATION
globals().update(options(load()))
