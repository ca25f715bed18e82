#!/bin/sh
# The two roles and the database, once, when the server is new. The application's role owns nothing and passes by no policy.
set -eu
psql --no-psqlrc --quiet --set ON_ERROR_STOP=1 --username postgres \
  --set owner_password="$OWNER_PASSWORD" --set app_password="$APP_PASSWORD" <<'SQL'
CREATE ROLE nscl_owner LOGIN NOSUPERUSER NOBYPASSRLS PASSWORD :'owner_password';
CREATE ROLE nscl_app LOGIN NOSUPERUSER NOBYPASSRLS PASSWORD :'app_password';
CREATE DATABASE nscl OWNER nscl_owner ENCODING 'UTF8' LC_COLLATE 'C' LC_CTYPE 'C' TEMPLATE template0;
REVOKE ALL ON DATABASE nscl FROM PUBLIC;
GRANT CONNECT ON DATABASE nscl TO nscl_app;
\connect nscl
ALTER SCHEMA public OWNER TO nscl_owner;
GRANT USAGE ON SCHEMA public TO nscl_app;
SQL
