"""Django settings. What an installation may choose comes from its environment: the table in
`docs/runbooks/run-in-production.md` names it all, and a test compares the two."""

import os
from pathlib import Path

from django.utils.translation import gettext_lazy as _

from yiwang.config.base_map import base_map
from yiwang.config.catalogue import compiled
from yiwang.config.database import database
from yiwang.config.home import home
from yiwang.config.keys import secret
from yiwang.config.outside import address, hosts, mail, public_address, sms
from yiwang.config.practice import is_practice

PACKAGE = Path(__file__).resolve().parent.parent
ROOT = PACKAGE.parent.parent
HOME = home()
PRACTICE = is_practice(HOME)  # nothing counts here, and nothing leaves

DEBUG = os.environ.get("YIWANG_DEBUG") == "1"
SECRET_KEY = secret(HOME, "django")
MASTER_KEY = secret(HOME, "contacts")  # seals the key of every case; never stored in the database
ALLOWED_HOSTS = os.environ.get("YIWANG_HOSTS", "*").split(",")
CSRF_TRUSTED_ORIGINS = [o for o in os.environ.get("YIWANG_ORIGINS", "").split(",") if o]

BEHIND_PROXY = os.environ.get("YIWANG_BEHIND_PROXY") == "1"  # trust what the proxy forwards
if BEHIND_PROXY:
    SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https")
    SESSION_COOKIE_SECURE = CSRF_COOKIE_SECURE = LANGUAGE_COOKIE_SECURE = True
    ALLAUTH_TRUSTED_PROXY_COUNT = 1  # else all who sign in would share the proxy's limits

INSTALLED_APPS = [
    "yiwang.foundation.records",
    "yiwang.foundation.configuration",
    "yiwang.foundation.accounts",
    "yiwang.foundation.clocks",
    "yiwang.foundation.files",
    "yiwang.foundation.sheets",
    "yiwang.structure.territory",
    "yiwang.structure.organizations",
    "yiwang.structure.managing",
    "yiwang.structure.posts",
    "yiwang.structure.registers",
    "yiwang.structure.administration",
    "yiwang.work.workflows",
    "yiwang.work.cases",
    "yiwang.work.exchange",
    "yiwang.work.complaints",
    "yiwang.insight.measures",
    "yiwang.insight.burden",
    "yiwang.insight.statistics",
    "yiwang.insight.warnings",
    "yiwang.insight.messages",
    "yiwang.insight.disclosure",
    "yiwang.insight.notices",
    "yiwang.insight.boards",
    "yiwang.insight.reviews",
    "yiwang.insight.practice",
    "yiwang.interfaces.connectors",
    "yiwang.portals.resident",
    "yiwang.portals.worker",
    "yiwang.portals.desk",
    "yiwang.portals.rules",
    "yiwang.portals.nets",
    "yiwang.portals.maps",
    "yiwang.portals.administration",
    "yiwang.portals.connectors",
    "yiwang.portals.bodies",
    "yiwang.portals.lists",
    "yiwang.portals.days",
    "yiwang.portals.burden",
    "yiwang.portals.statistics",
    "yiwang.portals.warnings",
    "yiwang.portals.messages",
    "yiwang.portals.figures",
    "yiwang.portals.notices",
    "yiwang.portals.wall",
    "yiwang.portals.places",
    "yiwang.portals.funds",
    "yiwang.portals.command",
    "yiwang.portals.reviews",
    "yiwang.portals.exchange",
    "yiwang.portals.help",
    "yiwang.portals.practice",
    "yiwang.interfaces.rest",
    "yiwang.packs",
    "allauth",
    "allauth.account",
    "allauth.mfa",
    "procrastinate.contrib.django",
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "django.contrib.staticfiles",
    "django.contrib.humanize",
    "django.contrib.postgres",
]

MIDDLEWARE = [
    "yiwang.config.programs.ProgramsApart",
    "django.middleware.security.SecurityMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "yiwang.config.middleware.ContentPolicy",
    "yiwang.config.middleware.MarkedAsPractice",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.locale.LocaleMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "yiwang.config.middleware.WithoutNul",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "allauth.account.middleware.AccountMiddleware",
    "yiwang.config.middleware.NothingLeftBehind",
    "yiwang.config.middleware.NotThatWay",
]

ROOT_URLCONF = "yiwang.config.urls"
WSGI_APPLICATION = "yiwang.config.wsgi.application"

TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "DIRS": [PACKAGE / "portals" / "templates"],
        "APP_DIRS": True,
        "OPTIONS": {
            "libraries": {
                "yiwang": "yiwang.portals.templatetags.yiwang",
                "areas": "yiwang.portals.templatetags.areas",
                "words": "yiwang.portals.templatetags.words",
                "money": "yiwang.portals.templatetags.money",
                "states": "yiwang.portals.templatetags.states",
                "cards": "yiwang.portals.templatetags.cards",
            },
            "context_processors": [
                "django.template.context_processors.request",
                "django.template.context_processors.i18n",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
                "yiwang.portals.context.installation",
            ],
        },
    },
]

DATABASES = {"default": database(os.environ.get("DATABASE_URL"))}
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"

AUTH_USER_MODEL = "accounts.Account"
AUTHENTICATION_BACKENDS = ["allauth.account.auth_backends.AuthenticationBackend"]
AUTH_PASSWORD_VALIDATORS = [
    {"NAME": "django.contrib.auth.password_validation.MinimumLengthValidator"},
    {"NAME": "django.contrib.auth.password_validation.CommonPasswordValidator"},
]
LOGIN_URL = "account_login"
LOGIN_REDIRECT_URL = "start"
ACCOUNT_LOGOUT_REDIRECT_URL = "home"
ACCOUNT_ADAPTER = "yiwang.foundation.accounts.adapter.StaffAccountAdapter"
ACCOUNT_LOGIN_METHODS = {"username"}
ACCOUNT_SIGNUP_FIELDS = ["username*", "password1*", "password2*"]
ACCOUNT_EMAIL_VERIFICATION = "none"
ACCOUNT_RATE_LIMITS = {"login_failed": "5/5m/key,30/5m/ip", "login": "60/m/ip"}
MFA_SUPPORTED_TYPES = ["totp", "webauthn", "recovery_codes"]
MFA_PASSKEY_LOGIN_ENABLED = True
MFA_TOTP_ISSUER = "Yiwang"
SESSION_COOKIE_AGE = 12 * 3600
if PRACTICE:  # on another port of the same host cookies would be those of the real one
    SESSION_COOKIE_NAME, CSRF_COOKIE_NAME = "practice_sessionid", "practice_csrftoken"
SESSION_COOKIE_HTTPONLY = CSRF_COOKIE_HTTPONLY = LANGUAGE_COOKIE_HTTPONLY = True
LANGUAGE_COOKIE_SAMESITE = "Lax"

LANGUAGE_CODE = "zh-hans"
LANGUAGES = [("zh-hans", _("Chinese")), ("en", _("English"))]
LOCALE_PATHS = [compiled(PACKAGE / "locale", HOME / "locale")]
TIME_ZONE = "Asia/Shanghai"
USE_TZ = True

STATIC_URL = "/static/"
STATIC_ROOT = HOME / "static"
STATICFILES_DIRS = [PACKAGE / "portals" / "static"]
STATICFILES_FINDERS = [
    "django.contrib.staticfiles.finders.FileSystemFinder",
    "django.contrib.staticfiles.finders.AppDirectoriesFinder",  # allauth's scripts for passkeys
    "yiwang.config.vendor.VendorFinder",
]
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    "staticfiles": {"BACKEND": "yiwang.config.static_files.NamedByContent"},
}
if os.environ.get("YIWANG_UNCOLLECTED_STATIC") or DEBUG:
    STORAGES["staticfiles"] = {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"}
    WHITENOISE_USE_FINDERS = True
MEDIA_ROOT = HOME / "files"

DATA_UPLOAD_MAX_MEMORY_SIZE = 4 * 1024 * 1024
FILE_UPLOAD_MAX_MEMORY_SIZE = 2 * 1024 * 1024
CACHES = {
    "default": {
        "BACKEND": "django.core.cache.backends.db.DatabaseCache",
        "LOCATION": "config_cache",
        "OPTIONS": {"MAX_ENTRIES": 100_000},  # beyond that counters of guesses would be thrown out
    }
}
X_FRAME_OPTIONS = "DENY"
SECURE_CONTENT_TYPE_NOSNIFF = True
SECURE_REFERRER_POLICY = "same-origin"
FORMAT_MODULE_PATH = ["yiwang.config.formats"]

# Ways out of the house, for messages that say very little (docs/how-to/send-messages.md)
MAIL = mail(os.environ.get("YIWANG_MAIL", ""), os.environ.get("YIWANG_MAIL_FROM", ""))
EMAIL_BACKEND, EMAIL_TIMEOUT = MAIL.backend, 10  # seconds
if PRACTICE:
    EMAIL_BACKEND = "django.core.mail.backends.dummy.EmailBackend"
EMAIL_HOST, EMAIL_PORT = MAIL.host, MAIL.port
EMAIL_HOST_USER, EMAIL_HOST_PASSWORD = MAIL.user, MAIL.password
EMAIL_USE_SSL, EMAIL_USE_TLS = MAIL.is_wrapped, MAIL.is_upgraded
MAIL_FROM = DEFAULT_FROM_EMAIL = MAIL.sender  # empty: no mail server is set up
PUBLIC_ADDRESS = public_address(os.environ.get("YIWANG_ADDRESS", ""), CSRF_TRUSTED_ORIGINS)
PRACTICE_ADDRESS = address(  # shown in the help
    os.environ.get("YIWANG_PRACTICE_ADDRESS", ""), "YIWANG_PRACTICE_ADDRESS"
)
WEBHOOK_HOSTS = hosts(os.environ.get("YIWANG_WEBHOOK_HOSTS", ""))
SMS = sms(
    os.environ.get("YIWANG_SMS_URL", ""),
    os.environ.get("YIWANG_SMS_BODY", ""),
    os.environ.get("YIWANG_SMS_AUTHORIZATION", ""),
)

# What an installation may configure about the published page and the map (privacy.md, practice.md)
FILING_NUMBER = os.environ.get("YIWANG_FILING_NUMBER", "")
COMPLAINT_CONTACT = os.environ.get("YIWANG_COMPLAINT_CONTACT", "")  # about the software itself
CONTACT_KEPT_DAYS = int(os.environ.get("YIWANG_CONTACT_KEPT_DAYS", "90"))
FIGURES_DELAY_DAYS = int(os.environ.get("YIWANG_FIGURES_DELAY_DAYS", "7"))  # privacy.md 21
BASE_MAP = base_map(
    os.environ.get("YIWANG_MAP_TILES", ""),
    os.environ.get("YIWANG_MAP_TILES_DATUM", "gcj02"),
    os.environ.get("YIWANG_MAP_APPROVAL_NO", ""),
)
TILES_ROOT = HOME / "tiles"  # what is drawn of nets; made again where it is missing

LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "formatters": {"line": {"format": "{asctime} {levelname} {name}: {message}", "style": "{"}},
    "handlers": {"stderr": {"class": "logging.StreamHandler", "formatter": "line"}},
    "root": {"handlers": ["stderr"], "level": os.environ.get("YIWANG_LOG", "WARNING")},
}
