// Zip files made in memory, as good or as bad as a test wants them.
#pragma once
#include <string>
#include <utility>
#include <vector>

enum class Packing { deflated, stored };
// Entries in the order given.
std::string zip_file(const std::vector<std::pair<std::string, std::string>>& entries,
                     Packing = Packing::deflated);
