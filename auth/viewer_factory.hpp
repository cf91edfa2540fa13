// The one place where a Viewer is made; for auth only.
#pragma once
#include <auth/viewer.hpp>

#include <utility>

namespace auth {

class ViewerFactory {
 public:
  static Viewer make(Id<Person> person, bool administrator, Id<Session> session, std::string language) {
    Viewer viewer;
    viewer.person = person;
    viewer.administrator = administrator;
    viewer.session = session;
    viewer.language = std::move(language);
    return viewer;
  }
  static Viewer reader(Id<Person> person, std::string language) {
    auto viewer = make(person, false, {}, std::move(language));
    viewer.ceiling = Level::read;
    return viewer;
  }
};

}  // namespace auth
