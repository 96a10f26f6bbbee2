"""A data folder on a LAN: implements `app.neighbourhood.Neighbourhood`."""

from collections.abc import Sequence

from app.errors import NotFound
from app.front.lan import LanHub, look_around, sync_neighbour
from app.neighbourhood import Met
from app.sharing import Progress, Synced
from offline_db.data_folder import DataFolder
from sync.neighbours import Neighbour, Network, addresses, no_network

LOOK_S = 4.0  # how long to look around
FREE = 0  # any free port: the announcement names it


class Lan:
    """Serves and looks around; `interfaces` are addresses of this machine, by default on all networks."""

    def __init__(self, folder: DataFolder, interfaces: Sequence[str] = (), look_s: float = LOOK_S) -> None:
        self._folder = folder
        self._interfaces = tuple(interfaces)
        self._look_s = look_s
        self._serving: tuple[LanHub, Network] | None = None

    @property
    def offered(self) -> tuple[str, ...]:
        return self._serving[0].urls if self._serving else ()

    def offer(self) -> None:
        """Serve the LAN; see `app.neighbourhood.Neighbourhood.offer`."""
        if self._serving is not None:
            return
        ips = self._interfaces or addresses()
        if not ips:
            raise no_network()
        network = Network(self._interfaces)
        hub = LanHub(self._folder, network, FREE, ips)
        try:
            hub.start()
        except BaseException:
            hub.close()
            network.close()
            raise
        self._serving = hub, network

    def withdraw(self) -> None:
        """Serve no more."""
        serving, self._serving = self._serving, None
        if serving is not None:
            hub, network = serving
            network.close()
            hub.close()

    def sync_own(self, progress: Progress) -> Synced:
        """Sync with what this device serves; see `app.neighbourhood.Neighbourhood.sync_own`."""
        if self._serving is None:
            raise NotFound("本机没有在局域网上共享。", "This device does not serve a LAN.")
        return self._serving[0].sync(progress)

    def sync_around(self, progress: Progress) -> tuple[Met, ...]:
        """Sync with who serves; see `app.neighbourhood.Neighbourhood.sync_around`."""
        network = Network(self._interfaces)
        try:
            if not look_around(network, self._look_s, progress):
                return ()
            found = network.found(self._folder.logbook.root, self._folder.casebook.enrolled_keys)
        finally:
            network.close()
        by_device: dict[str, list[Neighbour]] = {}
        for neighbour in found:
            if neighbour.key != self._folder.keys.key.hex():
                by_device.setdefault(neighbour.key, []).append(neighbour)
        if not by_device:
            raise NotFound(
                "局域网上没有找到本局的设备；请确认对方已开始共享，且在同一网络。",
                "No device of this bureau was found on the LAN; let the other one offer itself, on the "
                "same network.",
            )
        return tuple(self._met(ways, progress) for ways in by_device.values())

    def _met(self, ways: Sequence[Neighbour], progress: Progress) -> Met:
        """Sync with a device by the first of its addresses that answers."""
        report, url = Synced(), ""
        for way in ways:
            report, url = sync_neighbour(self._folder, way, progress), way.url
            if report.origin or report.alarm or not progress(0, 0):
                break
        device = self._folder.bureau.device(ways[0].key)
        return Met(device.name if device else ways[0].key[:8], url, report)
