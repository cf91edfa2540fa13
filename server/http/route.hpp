// The table of routes: a line each, naming the domain function. Built once at start-up, then only read, by all threads.
//   routes.get("/api/threads/{thread}/title", wiki::title);
//   routes.put("/api/pages/{page}", wiki::prepare_save, wiki::save).summary("Save a page");
#pragma once
#include <base/failure.hpp>
#include <server/http/bind.hpp>

#include <deque>
#include <map>

namespace http {

// What a hand-written handler gets beside the request.
struct Context {
  std::shared_ptr<const auth::Viewer> viewer;  // null only on open routes
  std::vector<std::string> path;               // the values of the placeholders
};
// Runs on the I/O thread. What it throws is answered as a problem; then it must not have called `respond`.
using RawHandler = std::function<void(Request, Context, Respond)>;
// Asked before the body arrives, after sign-in and origin were checked. What it throws refuses the body.
using OpenSink =
    std::function<std::unique_ptr<BodySink>(const Request& head, const Context&, std::uint64_t& limit_bytes)>;

class Route {
 public:
  struct Carried {  // a struct that a FailureWith of this route brings along
    Problem problem;
    json::ShapeOf shape;
    // Appends the members of `failure` to `members`, each preceded by a comma; false if it carries something else.
    bool (*append)(const Failure& failure, std::string& members);
  };
  struct Plan {
    Method method = Method::get;
    std::string pattern;
    Binding binding;
    RawHandler raw;  // instead of the binding's function
    OpenSink sink;
    bool (*afterwards)(storage::WriteTx&) = nullptr;  // see then()
    bool heavy = false;
    bool open = false;
    std::string_view rate;  // what DispatchOptions::check_rate is asked about; empty: nothing
    int status = 200;
    std::string summary;
    json::ShapeOf query = nullptr, body = nullptr, result = nullptr;
    bool takes_bytes = false, returns_bytes = false;
    std::vector<Carried> carried;
  };

  explicit Route(Plan plan) : plan_(std::move(plan)) {}
  const Plan& plan() const { return plan_; }

  Route& heavy() { return plan_.heavy = true, *this; }  // a read that takes more than some 100 µs
  Route& open() { return plan_.open = true, *this; }    // nobody needs to have signed in
  // After the function's commit, and before the answer, called in transactions of their own until it returns false: for
  // what is too large for one.
  Route& then(bool (*step)(storage::WriteTx&)) { return plan_.afterwards = step, *this; }
  Route& rated(std::string_view kind) { return plan_.rate = kind, *this; }  // a literal
  Route& status(int status) { return plan_.status = status, *this; }
  Route& summary(std::string text) { return plan_.summary = std::move(text), *this; }
  Route& sink(OpenSink sink) { return plan_.sink = std::move(sink), *this; }

  // The members of Details are sent with a FailureWith<Details>; undeclared ones are not.
  template <class Details>
  Route& fails_with(Problem problem = Problem::conflict) {
    plan_.carried.push_back({problem, json::shape_of<Details>, append_details<Details>});
    return *this;
  }

  // What a hand-written handler reads and answers, for the OpenAPI description only.
  template <class T>
  Route& asks() {
    return plan_.query = json::shape_of<T>, *this;
  }
  template <class T>
  Route& takes() {
    return plan_.body = json::shape_of<T>, *this;
  }
  template <class T>
  Route& returns() {
    return plan_.result = json::shape_of<T>, *this;
  }
  template <class... Ids>
  Route& names() {  // the placeholders, in order
    return plan_.binding.path = {json::shape_of<Ids>...}, *this;
  }
  Route& takes_bytes() { return plan_.takes_bytes = true, *this; }
  Route& returns_bytes() { return plan_.returns_bytes = true, *this; }  // whole or in part

 private:
  template <class Details>
  static bool append_details(const Failure& failure, std::string& members) {
    auto* with = dynamic_cast<const FailureWith<Details>*>(&failure);
    if (!with) return false;
    std::string object = json::encode(with->details);
    if (object.size() > 2) members.append(",").append(object, 1, object.size() - 2);
    return true;
  }

  Plan plan_;
};

// Placeholders: {name} stands for one segment, {name...} at the end for all that remain. A literal segment goes before
// a placeholder. std::logic_error for a pattern that does not fit its function or is there already.
class Routes {
 public:
  Routes();
  ~Routes();

  template <class... F>
  Route& get(std::string_view pattern, F*... functions) {
    return add(Method::get, pattern, binding_of(functions...));
  }
  template <class... F>
  Route& post(std::string_view pattern, F*... functions) {
    return add(Method::post, pattern, binding_of(functions...));
  }
  template <class... F>
  Route& put(std::string_view pattern, F*... functions) {
    return add(Method::put, pattern, binding_of(functions...));
  }
  template <class... F>
  Route& del(std::string_view pattern, F*... functions) {
    return add(Method::del, pattern, binding_of(functions...));
  }
  Route& raw(Method, std::string_view pattern, RawHandler);

  struct Match {
    const Route* route = nullptr;  // null: nothing for this method
    PathValues path;
    std::string allow;             // the methods there are, if `route` is null; empty: no such address
  };
  Match find(Method, std::string_view path) const;
  const std::deque<Route>& all() const { return routes_; }

 private:
  struct Node;
  Route& add(Method, std::string_view pattern, Binding);
  Route& insert(Route::Plan);

  std::deque<Route> routes_;
  std::unique_ptr<Node> root_;
};

}  // namespace http
