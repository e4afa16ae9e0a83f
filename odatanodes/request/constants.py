"""Constants of the Batch REST API: its version, and the OAuth2 scope and authorisation URL of its security section.

Source: reference "Nodes - List Nodes" (2025-06-01), Security.
"""

from __future__ import annotations

__all__ = ["API_VERSION", "AUTHORIZATION_URL", "SCOPE"]

API_VERSION = "2025-06-01"
"""Version of the REST API that this package was written for."""
SCOPE = "https://batch.core.windows.net//.default"
"""OAuth2 scope of the public cloud; other clouds have their own, such as `https://batch.core.chinacloudapi.cn//.default`."""
AUTHORIZATION_URL = "https://login.microsoftonline.com/common/oauth2/v2.0/authorize"
"""OAuth2 authorisation URL of the implicit flow."""
