"""The worker: what stands between a person and the stores."""

from app.errors import NotAllowed
from tests.ui.conftest import until
from ui.application import Program
from ui.worker import Worker


def test_the_worker_answers_in_order_and_tells_refusals_from_bugs(program: Program) -> None:
    worker = Worker(program.worker._kit)
    order: list[object] = []
    crashes: list[str] = []
    worker.crashed.connect(crashes.append)

    def refuse(kit: object) -> None:
        raise NotAllowed("不行", "no")

    worker.run(lambda kit: 1, order.append)
    worker.run(refuse, order.append, lambda error: order.append(error.en))
    worker.run(lambda kit: 1 // 0, order.append)
    task = worker.run_long(
        lambda kit, go: go(1, 2), order.append, lambda e: None, lambda at, total: order.append((at, total))
    )
    until(lambda: len(order) == 4 and len(crashes) == 1)
    task.stop()
    worker.stop()

    assert order == [1, "no", (1, 2), True]
    assert "ZeroDivisionError" in crashes[0]
