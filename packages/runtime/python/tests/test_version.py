from importlib import resources

import parlance_runtime


def test_the_package_is_typed() -> None:
    assert resources.files(parlance_runtime).joinpath("py.typed").is_file()
