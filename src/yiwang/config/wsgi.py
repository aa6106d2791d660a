"""The WSGI application that Granian serves."""

import os

from django.core.wsgi import get_wsgi_application

from yiwang.config.handing_over import in_one_piece
from yiwang.config.processes import end_with_parent

end_with_parent()  # Granian's own processes would otherwise outlive it when it is killed
os.environ.setdefault("DJANGO_SETTINGS_MODULE", "yiwang.config.settings")
application = in_one_piece(get_wsgi_application())
