#include "cli/command.h"

int main(int argc, char** argv) { return jiheng::cli::run(argc, argv); }
