"""Settings: one file, everything that differs between machines comes from the environment."""

from pathlib import Path

import environ
from csp.constants import NONE, SELF
from django.core.exceptions import ImproperlyConfigured
from django.utils.functional import SimpleLazyObject

from config import embedded, safety
from core.declare import SchemaName, declared

BASE_DIR = Path(__file__).resolve().parent.parent
env = environ.Env()

# ---------------------------------------------------------------- security
DEBUG = env.bool("TOUYAN_DEBUG", default=False)
SECRET_KEY = env(
    "TOUYAN_SECRET_KEY",
    default="development-only-not-secret" if DEBUG else embedded.secret_key() or environ.Env.NOTSET,
)
ALLOWED_HOSTS = env.list("TOUYAN_ALLOWED_HOSTS", default=["127.0.0.1", "localhost"])
CSRF_TRUSTED_ORIGINS = env.list("TOUYAN_TRUSTED_ORIGINS", default=[])
HTTPS = env.bool("TOUYAN_HTTPS", default=False)
# By id, the first seals (core.data.sealed): "2:key,1:key,index:key", each 64 hexadecimal digits.
FIELD_KEYS = env.list("TOUYAN_FIELD_KEYS", default=embedded.field_keys() or (safety.PUBLIC_FIELD_KEYS if DEBUG else []))
if DANGERS := safety.dangers(debug=DEBUG, key=SECRET_KEY, hosts=ALLOWED_HOSTS, https=HTTPS, field_keys=FIELD_KEYS):
    raise ImproperlyConfigured("不能这样启动：" + "；".join(DANGERS))
SECURE_SSL_REDIRECT = HTTPS
SESSION_COOKIE_SECURE = CSRF_COOKIE_SECURE = HTTPS
SECURE_HSTS_SECONDS = 31_536_000 if HTTPS else 0
SECURE_HSTS_INCLUDE_SUBDOMAINS = SECURE_HSTS_PRELOAD = HTTPS
SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https") if HTTPS else None
SECURE_REFERRER_POLICY = "same-origin"
X_FRAME_OPTIONS = "DENY"
CSRF_FAILURE_VIEW = "core.pages.errors_views.csrf_failure"
CONTENT_SECURITY_POLICY = {
    "DIRECTIVES": {
        "default-src": [SELF],
        "img-src": [SELF, "data:"],
        "object-src": [NONE],
        "base-uri": [SELF],
        "form-action": [SELF],
        "frame-ancestors": [NONE],
    }
}

# ---------------------------------------------------------------- applications
INSTALLED_APPS = [
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "django.contrib.staticfiles",
    "django.contrib.postgres",
    "django.contrib.humanize",
    "django.forms",  # its widget templates, for TemplatesSetting
    "csp",
    "django_filters",
    "django_htmx",
    "django_tables2",
    "drf_spectacular",
    "drf_spectacular_sidecar",  # the page of the API without a CDN
    "pgtrigger",
    "pghistory",
    "rest_framework",
    "core",
    "areas",
    "rules",
    "accounts",
    "cadres",
    "scoring",
    "contests",
    "dashboards",
    "presets",
]
MIDDLEWARE = [
    "django.middleware.security.SecurityMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "csp.middleware.CSPMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "accounts.middleware.PrivatePagesMiddleware",
    "accounts.middleware.SessionEndMiddleware",
    "core.audit.trail.TrailMiddleware",
    "core.pages.errors_views.BusyMiddleware",
    "accounts.middleware.SignInMiddleware",
    "accounts.middleware.FirstPasswordMiddleware",
    "accounts.middleware.ActingMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "django_htmx.middleware.HtmxMiddleware",
    "pghistory.middleware.HistoryMiddleware",
    "core.security.submissions.SubmissionMiddleware",
]
ROOT_URLCONF = "config.urls"
WSGI_APPLICATION = "config.wsgi.application"

# ---------------------------------------------------------------- templates
TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "DIRS": [BASE_DIR / "templates"],
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
                "core.pages.context.shell",
            ],
            "builtins": ["django_tables2.templatetags.django_tables2", "core.templatetags.touyan"],
        },
    }
]
FORM_RENDERER = "django.forms.renderers.TemplatesSetting"
DJANGO_TABLES2_TEMPLATE = "components/table.html"

# ---------------------------------------------------------------- data stores
# How long PostgreSQL works on a statement, waits for a lock and keeps an idle transaction open; 0: as long as it takes.
# config/wsgi.py sets them for the web, jobs and migrations go without.
TIMEOUTS = {
    "statement_timeout": env.float("TOUYAN_STATEMENT_SECONDS", default=0),
    "lock_timeout": env.float("TOUYAN_LOCK_SECONDS", default=0),
    "idle_in_transaction_session_timeout": env.float("TOUYAN_IDLE_TRANSACTION_SECONDS", default=0),
}
# Without a URL: the private servers that scripts/demo runs.
DATABASE = env.db("DATABASE_URL", default=embedded.database_url())
OPTIONS = [DATABASE.get("OPTIONS", {}).get("options", "")]
OPTIONS += [f"-c {name}={int(seconds * 1000)}" for name, seconds in TIMEOUTS.items() if seconds]
DATABASES = {
    "default": {
        **DATABASE,
        "OPTIONS": {**DATABASE.get("OPTIONS", {}), "options": " ".join(filter(None, OPTIONS))},
        "CONN_MAX_AGE": 60,
        "CONN_HEALTH_CHECKS": True,
    }
}
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"
# Where the owner of the tables migrates: the role of all other processes, which migrations make (core.data.protection).
RUNTIME_ROLE = env("TOUYAN_RUNTIME_ROLE", default="")
RUNTIME_PASSWORD = env("TOUYAN_RUNTIME_PASSWORD", default="")
REDIS_URL = env("REDIS_URL", default=embedded.redis_url())
CELERY_BROKER_URL = REDIS_URL.replace("unix://", "redis+socket://").replace("?db=", "?virtual_host=")
JOB_LEASE_SECONDS = env.int("TOUYAN_JOB_LEASE_SECONDS", default=20)
JOB_RESEND_SECONDS = env.int("TOUYAN_JOB_RESEND_SECONDS", default=30)

# ---------------------------------------------------------------- accounts
AUTH_USER_MODEL = "accounts.User"
LOGIN_URL = "accounts:login"
LOGIN_REDIRECT_URL = "dashboards:home"
LOGOUT_REDIRECT_URL = "accounts:login"
AUTH_PASSWORD_VALIDATORS = [
    {
        "NAME": "django.contrib.auth.password_validation.UserAttributeSimilarityValidator",
        "OPTIONS": {"user_attributes": ("username", "name")},
    },
    {"NAME": "django.contrib.auth.password_validation.MinimumLengthValidator", "OPTIONS": {"min_length": 8}},
    {"NAME": "django.contrib.auth.password_validation.CommonPasswordValidator"},
    {"NAME": "django.contrib.auth.password_validation.NumericPasswordValidator"},
    {"NAME": "accounts.validators.OwnNameValidator"},
]
# Wrong tries (core.security.attempts): how many are free, then the first and the longest delay in seconds, in the time
# of which one is forgotten. By source and user name; and by source alone, generously, for a township
# shares one address.
KEY_TRIES = (env.int("TOUYAN_LOGIN_FAILURES", default=5), 5, env.int("TOUYAN_LOGIN_DELAY_SECONDS", default=900))
SOURCE_TRIES = (env.int("TOUYAN_ADDRESS_FAILURES", default=100), 1, 36)
KNOWN_BROWSER_DAYS = 90
# How many proxies of ours pass requests on: so many entries at the end of X-Forwarded-For are true.
PROXIES = env.int("TOUYAN_PROXIES", default=1 if HTTPS else 0)
# A session ends after this many hours even while it is used, and after so many minutes without use.
SESSION_HOURS = env.float("TOUYAN_SESSION_HOURS", default=12)
SESSION_COOKIE_AGE = int(SESSION_HOURS * 3600)
IDLE_TIMEOUT_MINUTES = env.int("TOUYAN_IDLE_MINUTES", default=60)

# How often somebody may see a whole ID number, telephone number or account within an hour.
REVEALS_PER_HOUR = env.int("TOUYAN_REVEALS_PER_HOUR", default=30)

# ---------------------------------------------------------------- API
REST_FRAMEWORK = {
    "DEFAULT_AUTHENTICATION_CLASSES": ["rest_framework.authentication.SessionAuthentication"],
    "DEFAULT_PERMISSION_CLASSES": ["rest_framework.permissions.IsAuthenticated"],
    "DEFAULT_RENDERER_CLASSES": ["rest_framework.renderers.JSONRenderer"],
    "DEFAULT_PARSER_CLASSES": ["core.rest.parsers.JSONParser"],
    "DEFAULT_FILTER_BACKENDS": ["django_filters.rest_framework.DjangoFilterBackend"],
    "DEFAULT_SCHEMA_CLASS": "core.rest.openapi.Schema",
    "EXCEPTION_HANDLER": "core.rest.api.answer_error",
    "COERCE_DECIMAL_TO_STRING": True,
}
SPECTACULAR_SETTINGS = {
    "TITLE": "头雁接口",
    "DESCRIPTION": "与页面相同的范围、权限和规则。用浏览器登录后的会话；写操作要带 CSRF 令牌（X-CSRFToken）。",
    "VERSION": "1",
    "SERVE_INCLUDE_SCHEMA": False,
    "SWAGGER_UI_DIST": "SIDECAR",
    "SWAGGER_UI_FAVICON_HREF": "SIDECAR",
    "COMPONENT_SPLIT_REQUEST": True,
    "ENUM_NAME_OVERRIDES": SimpleLazyObject(lambda: {each.name: each.load() for each in declared(SchemaName)}),
}

# ---------------------------------------------------------------- language and time
LANGUAGE_CODE = "zh-hans"
TIME_ZONE = "Asia/Shanghai"
USE_I18N = True
USE_TZ = True
FORMAT_MODULE_PATH = ["config.formats"]

# ---------------------------------------------------------------- files
STATIC_URL = "static/"
STATICFILES_DIRS = [BASE_DIR / "static"]
STATIC_ROOT = Path(env("TOUYAN_STATIC_ROOT", default=str(BASE_DIR / "staticfiles")))
# What people hand in lies outside of what the web server shows: core.files.attachments alone reads and writes it.
ATTACHMENT_MAX_MEGABYTES = env.int("TOUYAN_ATTACHMENT_MAX_MEGABYTES", default=20)
DOWNLOAD_HOURS = env.int("TOUYAN_DOWNLOAD_HOURS", default=24)  # how long what a job exported is kept
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    "attachments": {
        "BACKEND": "django.core.files.storage.FileSystemStorage",
        "OPTIONS": {"location": embedded.data_dir() / "attachments", "base_url": None},
    },
    "staticfiles": {
        "BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"
        if DEBUG
        else "whitenoise.storage.CompressedManifestStaticFilesStorage"
    },
}
WHITENOISE_USE_FINDERS = DEBUG

# ---------------------------------------------------------------- logs
# Everything to standard error, where the process manager of each installation picks it up.
LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "formatters": {
        "line": {"()": "core.security.logs.Redacted", "fmt": "{asctime} {levelname} {name}: {message}", "style": "{"}
    },
    "filters": {"brief": {"()": "core.security.logs.BriefRefusals"}},
    "handlers": {"console": {"class": "logging.StreamHandler", "formatter": "line", "filters": ["brief"]}},
    "root": {"handlers": ["console"], "level": env("TOUYAN_LOG_LEVEL", default="INFO")},
    "loggers": {
        "django": {"handlers": ["console"], "level": "INFO", "propagate": False},
    },
}

# ---------------------------------------------------------------- history
PGHISTORY_APPEND_ONLY = True
PGHISTORY_CONTEXT_FIELD_NULL = True
