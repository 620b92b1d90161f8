#include "tools/plot_command.hpp"

#include <unistd.h>

#include <cerrno>
#include <string>

#include "tools/call_error.hpp"
#include "tools/terminal_text.hpp"

namespace reluscope {

void plotCommand(char** arguments) {
  std::string program = "reluscope-plot";
  *arguments = program.data();
  execvp(program.c_str(), arguments);
  if (errno != ENOENT) {
    throw CallError(program + " cannot be started: " + reason(errno));
  }
  throw CallError(
      "plot is the program reluscope-plot of the npm package, which is not on the PATH: install it by "
      "npm install --global reluscope, or run npx --package=reluscope reluscope-plot instead");
}

}  // namespace reluscope
