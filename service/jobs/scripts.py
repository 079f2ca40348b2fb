"""What must happen at once or not at all, as Redis scripts. A job that is cancelled or has expired gets nothing more.

KEYS[1] is always the job's own hash.
"""

from typing import Final

KEEP: Final = """
-- One article's item. KEYS: job, part, progress. ARGV: content hash, item, chunk, "done,problems", seconds to live
if redis.call('HGET', KEYS[1], 'state') ~= 'open' then return 0 end
redis.call('HSET', KEYS[2], ARGV[1], ARGV[2])
redis.call('EXPIRE', KEYS[2], ARGV[5])
redis.call('HSET', KEYS[3], ARGV[3], ARGV[4])
redis.call('EXPIRE', KEYS[3], ARGV[5])
return 1
"""

TRY: Final = """
-- Counts how often an article was begun. KEYS: job, part. ARGV: field, seconds to live. 0: the job is gone
if redis.call('HGET', KEYS[1], 'state') ~= 'open' then return 0 end
local tries = redis.call('HINCRBY', KEYS[2], ARGV[1], 1)
redis.call('EXPIRE', KEYS[2], ARGV[2])
return tries
"""

COMMIT: Final = """
-- A whole chunk's results, once. KEYS: job, texts, part, progress, results, figures, open jobs, webhooks to send
-- ARGV: chunk, results, "done,problems", seconds to live, now, job, answers, problems. 1: this was the last chunk
if redis.call('HGET', KEYS[1], 'state') ~= 'open' then return 0 end
if redis.call('EXISTS', KEYS[5]) == 1 then return 0 end
redis.call('SET', KEYS[5], ARGV[2], 'EX', ARGV[4])
redis.call('DEL', KEYS[2], KEYS[3])
redis.call('HSET', KEYS[4], ARGV[1], ARGV[3])
redis.call('EXPIRE', KEYS[4], ARGV[4])
redis.call('EXPIRE', KEYS[1], ARGV[4])
redis.call('HINCRBY', KEYS[6], 'answers', ARGV[7])
redis.call('HINCRBY', KEYS[6], 'problems', ARGV[8])
if redis.call('HINCRBY', KEYS[1], 'left', -1) > 0 then return 0 end
redis.call('HSET', KEYS[1], 'state', 'done', 'finished', ARGV[5])
redis.call('ZREM', KEYS[7], ARGV[6])
if redis.call('HEXISTS', KEYS[1], 'webhook') == 1 then
  redis.call('HSET', KEYS[1], 'delivery', 'waiting')
  redis.call('ZADD', KEYS[8], ARGV[5], ARGV[6])
end
return 1
"""

CANCEL: Final = """
-- KEYS: job, open jobs, webhooks to send. ARGV: now, job, seconds to live. 0: there is no such job
if redis.call('EXISTS', KEYS[1]) == 0 then return 0 end
if redis.call('HGET', KEYS[1], 'state') ~= 'cancelled' then
  redis.call('HSET', KEYS[1], 'state', 'cancelled', 'finished', ARGV[1])
  redis.call('EXPIRE', KEYS[1], ARGV[3])
end
redis.call('ZREM', KEYS[2], ARGV[2])
if redis.call('ZREM', KEYS[3], ARGV[2]) == 1 then redis.call('HDEL', KEYS[1], 'delivery') end
return 1
"""

CLAIM: Final = """
-- The webhook that is due, kept from others for a while. KEYS: webhooks to send. ARGV: now, until when
local due = redis.call('ZRANGEBYSCORE', KEYS[1], '-inf', ARGV[1], 'LIMIT', 0, 1)
if #due == 0 then return false end
redis.call('ZADD', KEYS[1], ARGV[2], due[1])
return due[1]
"""
