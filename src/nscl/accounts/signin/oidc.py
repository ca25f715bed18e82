"""The province's sign-on (OpenID Connect), checked as the standard asks (OpenID Connect Core 1.0, 3.1.3.7).

Allauth's provider takes an id_token fetched over TLS without looking at its signature, sends no nonce, trusts the
issuer that the discovery document names, and prefers what `userinfo` says to what was signed. Here the signature, the
issuer from the environment, the audience, the times and the nonce are checked, and only signed claims count, or
claims of the same subject.
"""

from __future__ import annotations

import hmac
import secrets
from typing import Any

import jwt
import requests
from allauth.account.models import EmailAddress
from allauth.socialaccount.internal import jwtkit
from allauth.socialaccount.models import SocialToken
from allauth.socialaccount.providers.oauth2.client import OAuth2Error
from allauth.socialaccount.providers.openid_connect.provider import OpenIDConnectProvider
from allauth.socialaccount.providers.openid_connect.views import OpenIDConnectOAuth2Adapter
from django.http import HttpRequest
from django.urls import reverse

ALGORITHMS = {"RS256", "RS384", "RS512", "PS256", "PS384", "PS512", "ES256", "ES384", "ES512", "EdDSA"}
LEEWAY = 60
NONCE = "sign_on_nonce"
REQUIRED = ["iss", "sub", "aud", "exp", "iat"]


class SignOnClient(OpenIDConnectOAuth2Adapter):  # type: ignore[misc]
    """What speaks to the sign-on."""

    @property
    def openid_config(self) -> dict[str, Any]:
        """The discovery document; it must be that of the issuer the environment names."""
        config: dict[str, Any] = super().openid_config
        issuer = self.get_provider().app.settings["server_url"]
        if config.get("issuer", "").rstrip("/") != issuer.rstrip("/"):
            raise OAuth2Error("the discovery document names another issuer")
        return config

    def get_callback_url(self, request: HttpRequest, app: Any) -> str:
        return request.build_absolute_uri(reverse("openid_connect_callback"))

    def complete_login(self, request: HttpRequest, app: Any, token: SocialToken, **kwargs: Any) -> Any:
        given = kwargs["response"].get("id_token")
        if not given:
            raise OAuth2Error("no id_token")
        signed = self._checked(app, given)
        data = {"id_token": signed, "userinfo": {**self._more(token, signed), **signed}}
        return self.get_provider().sociallogin_from_response(request, data)

    def _checked(self, app: Any, given: str) -> dict[str, Any]:
        try:
            algorithm, key = jwtkit.fetch_key(given, self.openid_config["jwks_uri"], jwtkit.lookup_kid_jwk)
            if algorithm not in ALGORITHMS:
                raise OAuth2Error(f"algorithm {algorithm}")
            claims: dict[str, Any] = jwt.decode(
                given,
                key=key,
                algorithms=[algorithm],
                audience=app.client_id,
                issuer=self.openid_config["issuer"],
                leeway=LEEWAY,
                options={"require": REQUIRED},
            )
        except (jwt.PyJWTError, KeyError, TypeError, ValueError) as error:
            raise OAuth2Error(f"id_token: {type(error).__name__}") from error
        self._check_party(app, claims)
        self._check_nonce(claims)
        return claims

    def _check_party(self, app: Any, claims: dict[str, Any]) -> None:
        """A token for several audiences names the one it was given to."""
        audience = claims["aud"]
        several = isinstance(audience, list) and len(audience) > 1
        if claims.get("azp", None if several else app.client_id) != app.client_id:
            raise OAuth2Error("azp names another client")

    def _check_nonce(self, claims: dict[str, Any]) -> None:
        """The token answers the question this browser asked, once."""
        wanted = self.request.session.pop(NONCE, "")
        if not wanted or not hmac.compare_digest(str(claims.get("nonce", "")), wanted):
            raise OAuth2Error("nonce")

    def _more(self, token: SocialToken, signed: dict[str, Any]) -> dict[str, Any]:
        """Claims of `userinfo`, where there is one and it speaks of the same subject."""
        if not self.openid_config.get("userinfo_endpoint"):
            return {}
        more: dict[str, Any] = self._fetch_user_info(token.token)
        if more.get("sub") != signed["sub"]:
            raise OAuth2Error("userinfo speaks of another subject")
        if "email" in signed and more.get("email") != signed["email"]:
            more.pop("email_verified", None)
        return more


class SignOnProvider(OpenIDConnectProvider):  # type: ignore[misc]
    oauth2_adapter_class = SignOnClient

    def get_login_url(self, request: HttpRequest, **kwargs: Any) -> str:
        return reverse("openid_connect_login")

    def get_callback_url(self) -> str:
        return reverse("openid_connect_callback")

    def get_redirect_from_request_kwargs(self, request: HttpRequest) -> dict[str, Any]:
        """What to ask for is ours to say, never the address bar's."""
        wanted = {**super().get_redirect_from_request_kwargs(request), "scope": self.get_scope()}
        return {**wanted, "auth_params": self.get_auth_params()}

    def get_auth_params(self) -> dict[str, Any]:
        nonce = secrets.token_urlsafe(32)
        self.request.session[NONCE] = nonce
        return {**super().get_auth_params(), "nonce": nonce}

    def extract_email_addresses(self, data: dict[str, Any]) -> list[EmailAddress]:
        """Verified is what is said to be with JSON's `true`: the string "false" is not."""
        email = data["userinfo"].get("email")
        if not isinstance(email, str) or not email:
            return []
        return [EmailAddress(email=email, verified=data["userinfo"].get("email_verified") is True, primary=True)]

    def extract_extra_data(self, data: dict[str, Any]) -> dict[str, Any]:
        """Nothing of the person is kept beside who they are to the sign-on."""
        return {"issuer": data["id_token"]["iss"]}


REFUSALS = (OAuth2Error, requests.RequestException)
