"""Joins machines that do not exist: network namespaces, each on a cable to this switch.

    switch.py SUBNET NAME...

The machine at the n-th name gets the address SUBNET.n, and this host gets SUBNET.254. A cable is a
TUN device, whose other end this process holds: whatever comes out of one cable it puts into
another, by the address of the receiver. So it can let packets wait and keep some from passing,
without any help of the kernel's.

Between machines, that is; this host is there to look on, and is never delayed or cut off.

Each line on standard input is an order, as JSON, and is answered by `ok` once it is in force:

    {"delay_ms": 30}                       one way, between any two machines
    {"islands": [["a", "b"], ["c", "d"]]}  packets pass within an island only; [] joins all again

The end of standard input ends the switch, and with it the namespaces and all that runs in them. So
nothing is left behind when whoever started it is killed.
"""

import fcntl
import heapq
import itertools
import json
import os
import select
import signal
import struct
import subprocess
import sys
import time

TUNSETIFF = 0x400454CA
IFF_TUN = 0x0001
IFF_NO_PI = 0x1000

HOST_NUMBER = 254
LARGEST_PACKET = 65_536
IP_VERSION = 4
# Where an IPv4 packet says who sent it and who shall have it: the last byte of either address.
SENDER_NUMBER = 15
RECEIVER_NUMBER = 19
HEADER_LENGTH = 20


def ip(*arguments):
    return subprocess.run(["ip", *arguments], check=True, capture_output=True, text=True).stdout


class Cable:
    """A TUN device; this process holds the end that the kernel does not."""

    def __init__(self, device):
        self.device = device
        self.end = os.open("/dev/net/tun", os.O_RDWR | os.O_NONBLOCK)
        request = struct.pack("16sH22x", device.encode(), IFF_TUN | IFF_NO_PI)
        fcntl.ioctl(self.end, TUNSETIFF, request)

    def packets(self):
        """What has come out of it."""
        try:
            while True:
                yield os.read(self.end, LARGEST_PACKET)
        except BlockingIOError:
            return

    def put(self, packet):
        """Puts a packet in. As on any wire, it is lost if the other end is not up or is full."""
        try:
            os.write(self.end, packet)
        except OSError:
            pass


class Switch:
    def __init__(self, subnet, names):
        self.subnet = subnet
        self.numbers = {name: number for number, name in enumerate(names, start=1)}
        self.cables = {}
        self.islands = {}
        self.delay_s = 0.0
        self.waiting = []
        self.arrivals = itertools.count()

    # The machines.

    def namespace(self, name):
        """`joule-7-kepco-os`, for the machine on the subnet 198.18.7."""
        return f"joule-{self.subnet.split('.')[-1]}-{name}"

    def lay_cables(self):
        for name, number in self.numbers.items():
            inside = self.namespace(name)
            ip("netns", "add", inside)
            cable = self.lay_cable(number)
            ip("link", "set", cable.device, "netns", inside)
            self.bring_up(cable, number, "-n", inside)
            ip("-n", inside, "link", "set", "lo", "up")
        self.bring_up(self.lay_cable(HOST_NUMBER), HOST_NUMBER)

    def lay_cable(self, number):
        self.cables[number] = Cable(f"joule{self.subnet.split('.')[-1]}-{number}")
        return self.cables[number]

    def bring_up(self, cable, number, *where):
        ip(*where, "address", "add", f"{self.subnet}.{number}/24", "dev", cable.device)
        ip(*where, "link", "set", cable.device, "up")

    def remove_machines(self):
        existing = ip("netns", "list").split()
        for inside in filter(existing.__contains__, map(self.namespace, self.numbers)):
            for process in ip("netns", "pids", inside).split():
                os.kill(int(process), signal.SIGKILL)
            ip("netns", "delete", inside)

    # The packets.

    def forward(self, packet):
        if len(packet) < HEADER_LENGTH or packet[0] >> 4 != IP_VERSION:
            return
        sender, receiver = packet[SENDER_NUMBER], packet[RECEIVER_NUMBER]
        if receiver not in self.cables or not self.is_joined(sender, receiver):
            return
        if self.delay_s == 0 or HOST_NUMBER in (sender, receiver):
            self.cables[receiver].put(packet)
        else:
            due = time.monotonic() + self.delay_s
            heapq.heappush(self.waiting, (due, next(self.arrivals), receiver, packet))

    def is_joined(self, one, other):
        if not self.islands or HOST_NUMBER in (one, other):
            return True
        return self.islands.get(one) == self.islands.get(other)

    def deliver_due(self):
        while self.waiting and self.waiting[0][0] <= time.monotonic():
            _, _, receiver, packet = heapq.heappop(self.waiting)
            self.cables[receiver].put(packet)

    def time_to_next_s(self):
        return max(0, self.waiting[0][0] - time.monotonic()) if self.waiting else None

    # The orders.

    def obey(self, order):
        for what, value in json.loads(order).items():
            if what == "delay_ms":
                self.delay_s = value / 1_000
            elif what == "islands":
                self.islands = {
                    self.numbers[name]: island
                    for island, names in enumerate(value)
                    for name in names
                }
            else:
                raise ValueError(f"unknown order {what}: there are delay_ms and islands")
        print("ok", flush=True)

    def run(self):
        """Forwards packets and obeys orders until there are no more orders."""
        ends = {cable.end: cable for cable in self.cables.values()}
        orders = b""
        print("ok", flush=True)
        while True:
            # `select` waits to the microsecond, where `epoll` would round a delay up to the next
            # millisecond.
            ready, _, _ = select.select([sys.stdin, *ends], [], [], self.time_to_next_s())
            self.deliver_due()
            for end in ready:
                if end is not sys.stdin:
                    for packet in ends[end].packets():
                        self.forward(packet)
                    continue
                read = os.read(sys.stdin.fileno(), LARGEST_PACKET)
                if not read:
                    return
                *lines, orders = (orders + read).split(b"\n")
                for line in lines:
                    self.obey(line)


def main():
    if len(sys.argv) < 3:
        sys.exit(__doc__)
    # Ctrl-C reaches all processes of a terminal: whoever started this one ends it when it is time.
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    signal.signal(signal.SIGTERM, lambda *_: sys.exit(1))
    switch = Switch(sys.argv[1], sys.argv[2:])
    try:
        switch.lay_cables()
        switch.run()
    except subprocess.CalledProcessError as error:
        sys.exit(f"`{' '.join(error.cmd)}` failed: {error.stderr.strip()}")
    except PermissionError as error:
        sys.exit(f"{error}: only root can lay cables between network namespaces")
    finally:
        switch.remove_machines()


main()
