# SPDX-License-Identifier: GPL-3.0-or-later
# What the interpreter is started with. Kept to a few lines because a script is compiled at every
# start; the rest is in bootstrap.py, whose compiled form is kept beside it.
#
# The interpreter runs with -S, so that nothing of the host's site-packages is looked at; sys.path
# is made here instead, as Lambda has it.
import sys
from _frozen_importlib_external import SourceFileLoader

if __name__ == "__main__":
    folder = __file__.rpartition("/")[0]
    bootstrap = type(sys)("_lambda_bootstrap")
    sys.modules["_lambda_bootstrap"] = bootstrap
    bootstrap.__file__ = folder + "/bootstrap.py"
    code = SourceFileLoader("_lambda_bootstrap", bootstrap.__file__).get_code("_lambda_bootstrap")
    exec(code, bootstrap.__dict__)
    bootstrap.run(folder)
