"""Checks docker-compose.yml where no engine can: its schema, and that every name in it leads somewhere."""

import re
import subprocess
import sys
from pathlib import Path

from ruamel.yaml import YAML

ROOT = Path(__file__).resolve().parent.parent
COMPOSE = ROOT / "docker-compose.yml"
EXPECTED = {"db", "redis", "web", "worker", "beat", "proxy"}
GUARDS = {
    "read_only": True,
    "cap_drop": ["ALL"],
    "security_opt": ["no-new-privileges:true"],
    "logging": {"driver": "local"},  # it rotates
}


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
        found += [f"{name} lacks {key}: {value}" for key, value in GUARDS.items() if service.get(key) != value]
        builders = [other for other, each in services.items() if each["image"] == service["image"] and "build" in each]
        if builders and name not in builders and service.get("pull_policy") != "never":
            found.append(f"{name} would look for the image that {builders[0]} builds in a registry")
        if len(builders) > 1:
            found.append(f"{name} is built by several services at the same time: {', '.join(builders)}")
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
    for service in services.values():
        wanted |= {variable for variable, value in service.get("environment", {}).items() if value is None}
    given = set(re.findall(r"^#?(\w+)=", example, flags=re.MULTILINE))
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
