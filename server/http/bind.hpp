// From a domain function to a route: its signature says what is read from the address, the query and the body, whether
// it writes, and what the answer looks like. `R f(ReadTx&|WriteTx&, const Viewer&, Id…, Input)`; a function that also
// serves people who have not signed in takes `const Viewer*` or no viewer.
#pragma once
#include <auth/viewer.hpp>
#include <server/http/message.hpp>
#include <server/http/query.hpp>
#include <server/json/decode.hpp>
#include <server/json/encode.hpp>
#include <server/json/schema.hpp>

#include <algorithm>
#include <array>
#include <concepts>
#include <functional>
#include <memory>
#include <tuple>

namespace storage {
class ReadTx;
class WriteTx;
}

namespace http {

// What the placeholders of a pattern stood for, in order. Refers into the path.
struct PathValues {
  static constexpr std::size_t count_max = 8;
  std::array<std::string_view, count_max> values;
  std::size_t count = 0;
};

// One request on its way through a route.
struct Call {
  Request request;
  PathValues path;                             // into request.path
  std::shared_ptr<const auth::Viewer> viewer;  // null: nobody has signed in
};

// One call of a domain function: parse, then read, write or both, then encode; each step may run on another thread, one
// after the other. read and write may run again and then replace what they had found.
class Invocation {
 public:
  virtual ~Invocation() = default;
  virtual void parse(const Call&) = 0;  // throws Failure for bad input; keeps nothing of the call but the viewer
  virtual void read(storage::ReadTx&) = 0;
  virtual void write(storage::WriteTx&) = 0;
  virtual std::string encode() const = 0;
};

enum class Access { read, write, prepared };

struct Input {
  json::ShapeOf shape;
  bool fits_query;
};

struct Binding {
  Access access = Access::read;
  bool open = false;                  // serves without a viewer
  std::vector<json::ShapeOf> path;    // one for each placeholder
  std::vector<Input> inputs;          // see input_from_query()
  json::ShapeOf result = nullptr;     // null: 204, no body
  std::function<std::unique_ptr<Invocation>()> make;
};

// Of a GET, the input comes from the query; else the last input is the body, and the first of two the query.
constexpr bool input_from_query(Method method, std::size_t index, std::size_t count) {
  return method == Method::get || method == Method::head || (count == 2 && index == 0);
}

// The body of a request as JSON text. unsupported_media "unsupported_media_type" without Content-Type
// application/json, bad_request "body_missing" without a body.
std::string_view json_body(const Request&);
// bad_request "body_unexpected" unless the body is empty or {}.
void refuse_body(const Request&);
// invalid "invalid_input" with every parameter as "unknown_member", if there are any.
void refuse_query(const Request&);

template <class T>
constexpr bool is_parameter = json::Textual<T>;
template <class T>
constexpr bool is_parameter<std::optional<T>> = json::Textual<T>;

// A struct all of whose members have a form as text: only these can come from a query.
template <class T>
constexpr bool fits_query = [] {
  bool fits = json::Described<T>;
  if constexpr (json::Described<T>)
    boost::mp11::mp_for_each<json::Members<T>>([&](auto member) {
      fits = fits && is_parameter<std::remove_cvref_t<decltype(std::declval<T&>().*member.pointer)>>;
    });
  return fits;
}();

template <class M>
void read_parameter(const std::string& name, const std::string& text, M& member, json::Faults& faults) {
  if constexpr (json::Optional<M>) {
    if (!text.empty()) read_parameter(name, text, member.emplace(), faults);  // forms send what was left empty
  } else {
    if (auto failure = json::read_text(text, member)) faults.add(name, failure->key());
  }
}

// A described struct from a query string; the fields of its failures are the names of the parameters.
template <class T>
  requires fits_query<T>
T read_query(std::string_view query) {
  T value{};
  json::Faults faults;
  auto parameters = parse_query(query);
  boost::mp11::mp_for_each<json::Members<T>>([&]<class Member>(Member member) {
    constexpr auto name = json::member_name<Member>;
    constexpr bool optional = json::Optional<std::remove_cvref_t<decltype(value.*member.pointer)>>;
    auto sent = std::find_if(parameters.begin(), parameters.end(), [&](auto& known) { return known.first == name; });
    if (sent != parameters.end()) {
      read_parameter(sent->first, sent->second, value.*member.pointer, faults);
      parameters.erase(sent);
    } else if (!optional) {
      faults.add(std::string(name), "required");
    }
  });
  for (auto& [name, text] : parameters) faults.add(name, "unknown_member");
  std::move(faults).raise();
  return value;
}

namespace detail {

template <class A>
constexpr bool is_viewer = std::same_as<std::remove_cvref_t<A>, auth::Viewer>;
template <class A>
constexpr bool is_guest = std::same_as<A, const auth::Viewer*>;
template <class A>
constexpr bool is_path_value =
    json::Identity<std::remove_cvref_t<A>> || (json::TextLike<std::remove_cvref_t<A>> && !is_viewer<A>);
template <class A>
constexpr bool is_input = !is_viewer<A> && !is_guest<A> && !is_path_value<A>;

// Viewers are held by address (the call owns them), everything else by value.
template <class A>
using Held = std::conditional_t<is_viewer<A> || is_guest<A>, const auth::Viewer*, std::remove_cvref_t<A>>;

template <class A>
const auto& pass(const Held<A>& held) {
  if constexpr (is_viewer<A>) return *held;
  else return held;
}

// Where in a call the next argument comes from.
struct Cursor {
  const Call& call;
  std::size_t input_count;
  std::size_t path_index = 0, input_index = 0;
};

template <class A>
Held<A> next_argument(Cursor& at) {
  if constexpr (is_viewer<A> || is_guest<A>) {
    if (is_viewer<A> && !at.call.viewer) throw Failure(Problem::not_signed_in, "not_signed_in");
    return at.call.viewer.get();
  } else if constexpr (is_path_value<A>) {
    Held<A> value;
    // An address that cannot name anything is an address that does not exist.
    if (json::read_text(at.call.path.values[at.path_index++], value))
      throw Failure(Problem::not_found, "route_not_found");
    return value;
  } else {
    auto& request = at.call.request;
    if (input_from_query(request.method, at.input_index++, at.input_count)) {
      if constexpr (fits_query<Held<A>>) return read_query<Held<A>>(request.query);
    }
    return json::decode<Held<A>>(json_body(request));
  }
}

template <class... A>
std::tuple<Held<A>...> parse_arguments(const Call& call) {
  constexpr std::size_t inputs = (std::size_t(is_input<A>) + ... + 0);
  static_assert(inputs <= 2, "one input from the query and one from the body");
  bool reads_query = false, reads_body = false;
  for (std::size_t i = 0; i < inputs; ++i)
    (input_from_query(call.request.method, i, inputs) ? reads_query : reads_body) = true;
  if (!reads_query) refuse_query(call.request);
  if (!reads_body) refuse_body(call.request);
  [[maybe_unused]] Cursor cursor{call, inputs};
  return std::tuple<Held<A>...>{next_argument<A>(cursor)...};  // braces: from left to right
}

// Keeps the result of a function of any return type until it is encoded.
template <class R>
class Result {
 public:
  template <class F>
  void keep(F call) { value_.emplace(call()); }
  std::string encode() const { return json::encode(*value_); }

 private:
  std::optional<R> value_;
};
template <>
class Result<void> {
 public:
  template <class F>
  void keep(F call) { call(); }
  std::string encode() const { return {}; }
};

template <class R, class Tx, class... A>
class Plain final : public Invocation {
 public:
  explicit Plain(R (*function)(Tx&, A...)) : function_(function) {}
  void parse(const Call& call) override { arguments_.emplace(parse_arguments<A...>(call)); }
  void read(storage::ReadTx& tx) override { run(tx); }
  void write(storage::WriteTx& tx) override { run(tx); }
  std::string encode() const override { return result_.encode(); }

 private:
  template <class Given>
  void run(Given& tx) {
    if constexpr (std::same_as<Given, Tx>)
      result_.keep([&]() -> R {
        return std::apply([&](const Held<A>&... held) -> R { return function_(tx, pass<A>(held)...); }, *arguments_);
      });
  }

  R (*function_)(Tx&, A...);
  std::optional<std::tuple<Held<A>...>> arguments_;
  Result<R> result_;
};

template <class P, class R, class Prepare, class Save>
class Prepared;

// `save` takes what `prepare` took before its input (B without the last), then what `prepare` made.
template <class P, class R, class... A, class... B>
class Prepared<P, R, P(A...), R(B...)> final : public Invocation {
 public:
  using Prepare = P (*)(storage::ReadTx&, A...);
  using Save = R (*)(storage::WriteTx&, B...);
  Prepared(Prepare prepare, Save save) : prepare_(prepare), save_(save) {}
  void parse(const Call& call) override { arguments_.emplace(parse_arguments<A...>(call)); }
  void read(storage::ReadTx& tx) override {
    prepared_.emplace(std::apply([&](const Held<A>&... held) { return prepare_(tx, pass<A>(held)...); }, *arguments_));
  }
  void write(storage::WriteTx& tx) override { save(tx, std::make_index_sequence<sizeof...(B) - 1>()); }
  std::string encode() const override { return result_.encode(); }

 private:
  template <std::size_t... I>
  void save(storage::WriteTx& tx, std::index_sequence<I...>) {
    using Given = std::tuple<A...>;
    result_.keep([&]() -> R {
      return save_(tx, pass<std::tuple_element_t<I, Given>>(std::get<I>(*arguments_))..., *prepared_);
    });
  }

  Prepare prepare_;
  Save save_;
  std::optional<std::tuple<Held<A>...>> arguments_;
  std::optional<P> prepared_;
  Result<R> result_;
};

template <class R, class... A>
Binding describe_binding(Access access) {
  Binding binding;
  binding.access = access;
  binding.open = !(is_viewer<A> || ... || false);
  [[maybe_unused]] auto note = [&]<class T>(std::type_identity<T>) {
    if constexpr (is_path_value<T>) binding.path.push_back(json::shape_of<Held<T>>);
    else if constexpr (is_input<T>) binding.inputs.push_back({json::shape_of<Held<T>>, fits_query<Held<T>>});
  };
  (note(std::type_identity<A>{}), ...);
  if constexpr (!std::is_void_v<R>) binding.result = json::shape_of<std::remove_cvref_t<R>>;
  return binding;
}

}  // namespace detail

template <class R, class Tx, class... A>
Binding binding_of(R (*function)(Tx&, A...)) {
  static_assert(std::same_as<Tx, storage::ReadTx> || std::same_as<Tx, storage::WriteTx>);
  bool reads = std::same_as<Tx, storage::ReadTx>;
  auto binding = detail::describe_binding<R, A...>(reads ? Access::read : Access::write);
  binding.make = [function] { return std::make_unique<detail::Plain<R, Tx, A...>>(function); };
  return binding;
}

template <class P, class... A, class R, class... B>
Binding binding_of(P (*prepare)(storage::ReadTx&, A...), R (*save)(storage::WriteTx&, B...)) {
  auto binding = detail::describe_binding<R, A...>(Access::prepared);
  binding.make = [prepare, save] { return std::make_unique<detail::Prepared<P, R, P(A...), R(B...)>>(prepare, save); };
  return binding;
}

}  // namespace http
