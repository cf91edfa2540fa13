// Asio and Beast are compiled once, here; see BOOST_ASIO_SEPARATE_COMPILATION in the build.
#include <boost/asio/impl/src.hpp>
#include <boost/beast/src.hpp>
