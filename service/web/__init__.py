"""The page at `/`: an article with its quotations, who said them, and a place to correct them.

Plain HTML, CSS and JavaScript modules in `static/`, served as they are: no build, no other host, no inline script.
"""
