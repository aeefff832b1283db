"""The optional cache in Redis, for pages that must go on when it is away."""

import logging

from django.core.cache.backends import redis
from redis.backoff import NoBackoff
from redis.exceptions import RedisError
from redis.retry import Retry

logger = logging.getLogger(__name__)


class RedisCache(redis.RedisCache):
    """Empty while Redis can't be reached: what is kept there is only counted or worked out (rate limits), so a page
    without it is better than none. `/readyz` and the log tell."""

    def __init__(self, server, params):
        # One quick try: a page must not wait for what it can do without.
        quick = {"socket_connect_timeout": 1, "socket_timeout": 1, "retry": Retry(NoBackoff(), 0)}
        super().__init__(server, {**params, "OPTIONS": {**quick, **params.get("OPTIONS", {})}})

    def get(self, key, default=None, version=None):
        return self._or(default, super().get, key, default, version)

    def add(self, *args, **kwargs):
        return self._or(True, super().add, *args, **kwargs)

    def set(self, *args, **kwargs):
        return self._or(None, super().set, *args, **kwargs)

    def touch(self, *args, **kwargs):
        return self._or(False, super().touch, *args, **kwargs)

    def delete(self, *args, **kwargs):
        return self._or(False, super().delete, *args, **kwargs)

    def _or(self, instead, act, *args, **kwargs):
        try:
            return act(*args, **kwargs)
        except RedisError as error:
            logger.error("The cache can't be reached: %s", error)
            return instead
