"""The stages as Celery tasks, as its users chain them: each sends the next. One process per queue s1 to s6, started with `-Q s<stage>`."""

import json
import os
import time

import redis
from celery import Celery
from celery.signals import worker_process_init, worker_ready

STAGES = 6
TTL_SECONDS = 3600
URL = os.environ["REDIS_URL"]

app = Celery("bench", broker=URL)
app.conf.update(
    task_ignore_result=True,
    worker_prefetch_multiplier=100,
    worker_enable_remote_control=False,
    worker_send_task_events=False,
    broker_connection_retry_on_startup=True,
)
store = redis.Redis.from_url(URL, decode_responses=True)


@worker_process_init.connect
def forget_connections(**_):
    """A forked worker must not share its parent's sockets."""
    store.connection_pool.reset()


@worker_ready.connect
def say_ready(**_):
    store.rpush("bench:ready", os.environ["BENCH_STAGE"])


def stage_task(stage):
    @app.task(name=f"stage{stage}", queue=f"s{stage}")
    def run(document):
        value = json.loads(store.get(f"bench:value:{document}:{stage - 1}"))
        value["stage"] = stage
        pipeline = store.pipeline(transaction=False)
        pipeline.set(f"bench:value:{document}:{stage}", json.dumps(value, separators=(",", ":")), ex=TTL_SECONDS)
        pipeline.hset(f"bench:state:{document}", mapping={"stage": stage, "at": int(time.time() * 1000)})
        pipeline.execute()
        if stage == STAGES:
            store.rpush("bench:done", document)
        else:
            tasks[stage + 1].apply_async((document,), queue=f"s{stage + 1}")

    return run


tasks = {stage: stage_task(stage) for stage in range(1, STAGES + 1)}
