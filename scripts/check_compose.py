"""Checks docker-compose.yml where no engine can: its schema, and that every name in it leads somewhere."""

import re
import subprocess
import sys
from pathlib import Path

from ruamel.yaml import YAML

ROOT = Path(__file__).resolve().parent.parent
COMPOSE = ROOT / "docker-compose.yml"
EXPECTED = {"db", "redis", "web", "worker", "beat", "proxy"}


def problems(text: str, example: str) -> list[str]:
    """What is wrong with the compose file ``text`` and its ``example`` environment, one sentence each."""
    compose = YAML(typ="safe").load(text)
    services, volumes = compose["services"], set(compose.get("volumes", {}))
    found = [f"service {name} is missing" for name in sorted(EXPECTED - set(services))]
    used = set()
    for name, service in services.items():
        one_shot = service.get("restart") == "no"
        if not one_shot and "healthcheck" not in service:
            found.append(f"{name} has no health check")
        for other, condition in service.get("depends_on", {}).items():
            if other not in services:
                found.append(f"{name} depends on {other}, which does not exist")
            elif condition["condition"] == "service_healthy" and "healthcheck" not in services[other]:
                found.append(f"{name} waits for the health of {other}, which has no check")
        for volume in service.get("volumes", []):
            source = volume.split(":")[0]
            if source.startswith("."):
                if not (ROOT / source).exists():
                    found.append(f"{name} mounts {source}, which does not exist")
                continue
            used.add(source)
            if source not in volumes:
                found.append(f"{name} mounts the volume {source}, which is not declared")
    found += [f"the volume {name} is not used" for name in sorted(volumes - used)]
    wanted = set(re.findall(r"\$\{(\w+)", text))
    given = set(re.findall(r"^(\w+)=", example, flags=re.MULTILINE))
    found += [f"{name} is missing in .env.example" for name in sorted(wanted - given)]
    found += [f"{name} of .env.example is not used" for name in sorted(given - wanted)]
    return found


def main() -> int:
    schema = [sys.executable, "-m", "check_jsonschema", "--builtin-schema", "vendor.compose-spec", str(COMPOSE)]
    code = subprocess.run(schema, check=False).returncode  # noqa: S603
    found = problems(COMPOSE.read_text(), (ROOT / ".env.example").read_text())
    for problem in found:
        print(problem)
    return code or bool(found)


if __name__ == "__main__":
    sys.exit(main())
