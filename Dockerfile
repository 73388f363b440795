# The image of web, worker and beat.
FROM node:22-bookworm-slim AS assets
WORKDIR /src
COPY package.json package-lock.json .npmrc ./
COPY scripts/setup.sh scripts/
RUN bash -c '. scripts/setup.sh && setup_assets'

FROM python:3.11-slim-bookworm
ENV PYTHONUNBUFFERED=1 PYTHONDONTWRITEBYTECODE=1 PIP_NO_CACHE_DIR=1 PIP_DISABLE_PIP_VERSION_CHECK=1
WORKDIR /app
COPY requirements.txt .
RUN pip install -r requirements.txt
COPY . .
COPY --from=assets /src/static/vendor static/vendor
# The key signs nothing here; the container's own comes from its environment.
RUN TOUYAN_SECRET_KEY=$(python -c 'import secrets; print(secrets.token_hex(32))') TOUYAN_FIELD_KEYS=$(python -c 'import secrets; print(f"1:{secrets.token_hex(32)},index:{secrets.token_hex(32)}")') TOUYAN_STATIC_ROOT=/app/staticfiles python manage.py collectstatic --noinput \
    && useradd --system --create-home touyan \
    && install -d -o touyan /data
USER touyan
ENV TOUYAN_HOST=0.0.0.0 TOUYAN_DATA_DIR=/data TOUYAN_STATIC_ROOT=/app/staticfiles
EXPOSE 8000
CMD ["python", "-m", "gunicorn", "-c", "config/gunicorn.py", "config.wsgi"]
