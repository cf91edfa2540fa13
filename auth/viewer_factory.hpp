// The only place that makes viewers, for auth. Whoever must have a second factor first does not administrate and bears
// no role, whatever the account says.
#pragma once
#include <auth/viewer.hpp>

#include <utility>

namespace auth {

class ViewerFactory {
 public:
  static Viewer make(Id<Person> person, bool administrator, bool second_factor_due, std::string language) {
    Viewer viewer;
    viewer.person = person;
    viewer.administrator = administrator && !second_factor_due;
    viewer.second_factor_due = second_factor_due;
    viewer.language = std::move(language);
    return viewer;
  }
  static Viewer reader(Id<Person> person, std::string language) {
    auto viewer = make(person, false, false, std::move(language));
    viewer.ceiling = Level::read;
    return viewer;
  }
};

}  // namespace auth
